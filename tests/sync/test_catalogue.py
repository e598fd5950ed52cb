"""Everything known to go wrong between laptops and a shared folder, what then happens, and the test that shows it.

The numbers are those of the design. `not_here` says what no test of this suite can show, and why.
"""

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

TESTS = Path(__file__).parent.parent


class Fault(NamedTuple):
    number: int
    what: str
    then: str
    tests: tuple[str, ...]
    """`file::test`, below tests/."""
    not_here: str = ""


NO_WINDOWS = "Windows and macOS themselves: this suite runs on Linux; the names and paths they make are fed in."

FAULTS = (
    Fault(
        1,
        "a file is seen before it is whole",
        "it is read again at every sync, never applied; named at once, an alarm after a day",
        (
            "sync/test_faults.py::test_a_torn_file_of_any_length_is_read_once_it_is_whole",
            "sync/test_faults.py::test_what_is_not_whole_has_a_day_before_it_alarms",
            "sync/test_segment.py::test_every_cut_and_every_altered_byte_is_noticed",
        ),
    ),
    Fault(
        2,
        "a byte is altered",
        "refused and named; its writer's laptop puts it right and takes the bad copy away",
        (
            "sync/test_segment.py::test_every_cut_and_every_altered_byte_is_noticed",
            "sync/test_team.py::test_every_cut_and_every_altered_byte_is_noticed_or_counts_for_nothing",
            "sync/test_exchange.py::test_the_owner_puts_damaged_files_right",
        ),
    ),
    Fault(
        3,
        "a conflict copy stands beside a file",
        "it is what its header says: read once, no effect",
        ("sync/test_faults.py::test_a_conflict_copy_is_what_it_holds",),
    ),
    Fault(
        4,
        "a conflict copy is all there is",
        "it is read like the file itself",
        (
            "sync/test_faults.py::test_a_conflict_copy_is_what_it_holds",
            "sync/test_exchange.py::test_conflict_copies_and_capitals_are_read_by_what_they_are",
        ),
    ),
    Fault(
        5,
        "a file system without upper and lower case",
        "no effect: names are lower case, and capitals are read all the same",
        (
            "sync/test_faults.py::test_how_a_system_shows_names_has_no_effect",
            "sync/test_segment.py::test_names_are_short_lower_case_ascii",
        ),
        NO_WINDOWS,
    ),
    Fault(
        6,
        "composed and decomposed letters",
        "no effect: names are ASCII, and the path above them may hold anything",
        (
            "sync/test_faults.py::test_how_a_system_shows_names_has_no_effect",
            "sync/test_faults.py::test_a_folder_whose_path_is_decomposed_or_has_spaces_is_a_folder",
        ),
        NO_WINDOWS,
    ),
    Fault(
        7,
        "a path of more than 260 characters",
        "a root that leaves no room is refused while another can be chosen; the program itself lifts the limit",
        (
            "sync/test_long_paths.py::test_a_root_too_long_for_what_stands_below_it_is_refused",
            "sync/test_long_paths.py::test_the_prefix_lifts_the_limit",
        ),
        NO_WINDOWS,
    ),
    Fault(
        8,
        "the share goes away in the midst of a sync",
        "what is sealed is kept and sent by the next; what was read is kept; a stalled share counts as gone",
        (
            "sync/test_faults.py::test_whichever_call_fails_nothing_is_lost",
            "sync/test_patience.py::test_a_call_that_does_not_return_puts_the_folder_out_of_reach",
            "ui/test_syncing.py::test_a_stalled_share_holds_up_no_list",
            "ui/test_syncing.py::test_it_goes_on_as_soon_as_the_folder_answers_again",
        ),
    ),
    Fault(
        9,
        "the mount point is empty",
        "nothing is deleted anywhere; each laptop puts its own part back and says so",
        (
            "sync/test_exchange.py::test_an_emptied_folder_is_filled_by_each_from_its_own",
            "sync/test_folder.py::test_a_folder_that_is_gone_is_not_a_file_that_is_gone",
        ),
    ),
    Fault(
        10,
        "the share was wiped",
        "it is filled again, the part that a snapshot stands for from the snapshot",
        (
            "sync/test_compaction.py::test_a_wiped_folder_is_filled_again_after_tidying_up",
            "sync/test_exchange.py::test_an_emptied_folder_is_filled_by_each_from_its_own",
        ),
    ),
    Fault(
        11,
        "the share is full",
        "nothing half stays there; it is told and sent once there is room",
        (
            "sync/test_folder.py::test_a_write_that_fails_leaves_nothing_behind",
            "sync/test_faults.py::test_a_full_share_is_told_and_takes_the_file_once_there_is_room",
        ),
    ),
    Fault(
        12,
        "the laptop's own disk is full",
        "the change is taken back whole and that is told; earlier ones are there",
        (
            "workspace/test_damage.py::test_a_full_local_disk_takes_the_change_back_and_loses_nothing",
            "store/test_database.py::test_a_full_disk_is_told_and_nothing_is_half_done",
        ),
    ),
    Fault(
        13,
        "the share can be read only",
        "it is read; what waits is told as not sent",
        (
            "sync/test_exchange.py::test_a_folder_that_cannot_be_written_is_still_read",
            "journeys/test_sync.py::"
            "test_a_folder_that_takes_nothing_is_status_1_with_the_report_in_the_one_document",
        ),
    ),
    Fault(
        14,
        "an antivirus or an indexer holds a fresh file",
        "the rename is tried again for some seconds, then the file is written in its place",
        ("sync/test_folder.py::test_a_look_by_an_antivirus_is_waited_out_and_then_gone_round",),
        NO_WINDOWS,
    ),
    Fault(
        15,
        "an antivirus takes a file away",
        "reading back fails, or the file is missed later: it is put there again",
        ("sync/test_faults.py::test_what_an_antivirus_takes_away_is_put_there_again",),
    ),
    Fault(
        16,
        "two processes with one vault",
        "the second is told, and may read",
        (
            "workspace/test_copies.py::test_a_second_process_is_told_and_may_read_along",
            "test_workspace.py::test_a_second_one_reads_only",
        ),
    ),
    Fault(
        17,
        "a vault was copied and both are in use",
        "an alarm; both branches count; the copy goes on under a new number",
        (
            "workspace/test_copies.py::test_two_live_copies_on_one_computer_raise_the_alarm_and_keep_both_branches",
            "sync/test_exchange.py::test_two_copies_in_use_at_once_lose_nothing",
            "sync/test_faults.py::"
            "test_a_branch_of_a_fork_that_bears_the_name_and_the_size_of_another_is_sent_all_the_same",
        ),
    ),
    Fault(
        18,
        "a vault was put back from a backup",
        "it reads its own lost work like anyone's and starts a new log before it writes",
        (
            "workspace/test_restoring.py::test_what_was_sent_comes_back_and_no_number_is_used_twice",
            "sync/test_exchange.py::test_a_vault_put_back_from_a_copy_reads_its_lost_work_and_starts_anew",
            "workspace/test_copies.py::test_others_know_of_numbers_that_a_restored_laptop_does_not",
        ),
    ),
    Fault(
        19,
        "a clock two years ahead",
        "corrections win over what it wrote, and nobody else's stamps are dragged along",
        (
            "sync/test_faults.py::test_a_clock_two_years_ahead_drags_nobody_along_and_loses_to_corrections",
            "domain/test_clock.py::test_each_edit_of_a_cell_that_was_seen_wins_by_whatever_clock",
        ),
    ),
    Fault(
        20,
        "a clock that goes back",
        "what follows from something still comes after it; told where the folder and two colleagues say otherwise",
        (
            "sync/test_faults.py::test_a_clock_put_back_still_orders_what_follows_from_what",
            "sync/test_faults.py::test_a_clock_that_is_behind_the_folder_and_two_colleagues_is_told",
            "sync/test_faults.py::test_a_clock_that_is_ahead_is_told_by_who_read_what_it_wrote",
        ),
    ),
    Fault(
        21,
        "a stamp that no clock can give",
        "refused by all alike: its segment is quarantined",
        ("sync/test_faults.py::test_a_stamp_that_no_clock_can_give_is_refused_by_all_alike",),
    ),
    Fault(
        22,
        "kill -9 while changes are taken in",
        "all of a transaction or nothing; the next sync goes on there",
        (
            "test_kills.py::test_fifty_kills_lose_nothing_and_leave_no_two_vaults_apart",
            "test_workspace.py::test_a_process_killed_at_any_moment_goes_on_as_if_nothing_was",
        ),
    ),
    Fault(
        23,
        "power fails after a file has its name and before that is noted",
        "the same bytes are found there: no second version, no fork",
        (
            "sync/test_faults.py::test_power_that_fails_after_the_rename_makes_no_second_version",
            "sync/test_convergence.py::test_three_laptops_come_together_and_lose_nothing",
        ),
    ),
    Fault(
        24,
        "power fails and the disk had lied",
        "a look at the file when it is opened; the way back is that of a restored vault",
        (
            "workspace/test_damage.py::test_without_its_latest_pages_a_vault_goes_on_like_a_restored_one",
            "workspace/test_damage.py::test_the_way_back_is_a_backup_and_what_was_sent",
        ),
        "A disk that confirms what it has not written: it takes hardware; what it leaves is made by hand.",
    ),
    Fault(
        25,
        "an old file is put there again",
        "nothing happens",
        (
            "sync/test_compaction.py::test_files_that_come_back_change_nothing",
            "sync/test_faults.py::test_files_in_any_order_and_twice_come_to_the_same",
        ),
    ),
    Fault(
        26,
        "files that were tidied up come back",
        "ignored for ever; and unreadable once their key is destroyed",
        (
            "sync/test_compaction.py::test_files_that_come_back_change_nothing",
            "sync/test_forgetting.py::test_an_old_copy_of_the_folder_is_closed_even_to_todays_vaults",
        ),
    ),
    Fault(
        27,
        "a segment is deleted or held back",
        "it is known from those who have read it, counted in changes and asked for",
        (
            "sync/test_exchange.py::test_what_others_have_read_is_known_to_be_missing",
            "sync/test_compaction.py::test_a_coordinator_answers_for_who_does_not",
        ),
    ),
    Fault(
        28,
        "a gap in a log",
        "what comes after it counts; the gap is told",
        (
            "sync/test_exchange.py::test_a_file_that_never_arrives_is_counted_in_changes_and_asked_for",
            "sync/test_details.py::test_what_is_missing_is_listed_by_log_and_number",
        ),
    ),
    Fault(
        29,
        "files come in another order, or twice",
        "all come to the same",
        (
            "sync/test_faults.py::test_files_in_any_order_and_twice_come_to_the_same",
            "sync/test_convergence.py::test_three_laptops_come_together_and_lose_nothing",
        ),
    ),
    Fault(
        30,
        "a forged signature, a laptop that nobody knows",
        "refused",
        (
            "sync/test_exchange.py::test_a_stranger_with_the_key_is_not_read",
            "sync/test_segment.py::test_another_signer_and_another_key_are_told_apart",
            "sync/test_team.py::test_an_admission_needs_the_signature_of_who_it_names",
        ),
    ),
    Fault(
        31,
        "a member writes in the name of another",
        "quarantined, with an alarm",
        (
            "sync/test_exchange.py::test_a_member_cannot_write_in_the_name_of_another",
            "sync/test_payload.py::test_patches_of_another_laptop_are_quarantined",
        ),
    ),
    Fault(
        32,
        "a small file that unpacks to an enormous one",
        "never unpacked beyond 64 MB, and only after its signature was found good",
        ("sync/test_payload.py::test_a_bomb_does_not_go_off",),
    ),
    Fault(
        33,
        "a laptop that was put out goes on writing",
        "quarantined from the cut on; a coordinator can look into it and take it in",
        (
            "sync/test_revoking.py::test_a_colleague_leaves",
            "sync/test_revoking.py::test_nothing_is_slipped_in_under_an_old_number",
            "journeys/test_leaving.py::test_a_colleague_leaves",
        ),
    ),
    Fault(
        34,
        "two coordinators make a new key at once",
        "both are readable; all come to write with one",
        (
            "sync/test_revoking.py::test_two_coordinators_rekey_let_in_and_put_out_at_once_and_come_together",
            "sync/test_roster.py::test_two_new_keys_at_once_are_both_readable_and_all_write_with_one",
        ),
    ),
    Fault(
        35,
        "a worker says what only a coordinator may say",
        "ignored and named; heard if it turns out that a coordinator had made them one",
        (
            "sync/test_operations.py::test_what_a_worker_erased_stays_whatever_becomes_of_that_worker",
            "sync/test_operations.py::test_a_coordinator_is_believed_as_soon_as_it_is_known_that_they_are_one",
            "sync/test_roster.py::test_what_a_worker_may_not_say_is_ignored_and_named",
            "sync/test_revoking.py::test_what_a_worker_or_a_stranger_signs_changes_nothing_and_is_named",
        ),
    ),
    Fault(
        36,
        "an erasure, and an edit made offline later",
        "the erasure wins",
        (
            "sync/test_operations.py::test_an_erasure_beats_edits_made_offline",
            "sync/test_machine.py::test_a_team_holds_together_for_years",
        ),
    ),
    Fault(
        37,
        "a laptop was away while the others tidied up",
        "it starts anew from the snapshot; its unsent work is merged; what was erased stays erased",
        (
            "sync/test_compaction.py::test_a_laptop_that_was_away_starts_anew_and_loses_nothing",
            "sync/test_machine.py::test_a_team_holds_together_for_years",
        ),
    ),
    Fault(
        38,
        "a newer format, or a newer schema",
        "the file waits and is named; unknown tables and columns are kept and shown after the update",
        (
            "sync/test_exchange.py::test_a_newer_format_waits_for_an_update",
            "store/test_merge.py::test_what_waited_for_a_newer_program_is_shown_by_it",
        ),
    ),
    Fault(
        39,
        "an older program opens a newer vault",
        "refused before anything is written",
        ("store/test_migrations.py::test_a_newer_database_is_left_alone",),
    ),
    Fault(
        40,
        "twenty thousand files in the folder",
        "only those are read that are new",
        (
            "sync/test_faults.py::test_a_folder_with_twenty_thousand_files_is_read_for_what_is_new",
            "sync/test_exchange.py::test_every_file_is_read_once_and_nothing_is_said_without_need",
        ),
        "How long a slow share takes to list them: that is the share's; the benchmark has it for a local disk.",
    ),
    Fault(
        41,
        "signed well and senseless all the same",
        "its segment is quarantined, whatever it says; the others go on",
        (
            "sync/test_faults.py::test_whatever_a_signed_payload_says_it_is_read_or_set_aside",
            "sync/test_faults.py::test_a_malformed_segment_is_set_aside_and_the_others_go_on",
            "sync/test_payload.py::test_what_no_program_writes_is_quarantined",
        ),
    ),
    Fault(
        42,
        "two laptops have read the same and hold something else",
        "an alarm, and the offer to start anew from what the team has",
        ("sync/test_agreement.py::test_a_spoilt_cell_is_noticed_and_put_right",),
    ),
    Fault(
        43,
        "the passphrase is lost",
        "the recovery code opens the vault; without it a new laptop joins, and is told what does not come back",
        (
            "journeys/test_refusals.py::test_the_recovery_code_opens_the_vault_again",
            "ui/test_lock.py::test_the_recovery_code_opens_it_with_a_new_passphrase",
            "ui/test_start.py::test_after_a_dead_laptop_it_is_said_what_comes_back_and_a_backup_begins",
            "ui/test_start.py::test_without_a_backup_a_laptop_joins_again",
        ),
    ),
)


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_fault_of_the_design_is_here_once() -> None:
    assert [fault.number for fault in FAULTS] == list(range(1, 44))
    assert all(fault.what and fault.then for fault in FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault.number))
def test_each_has_a_test_that_exists(fault: Fault) -> None:
    assert fault.tests or fault.not_here
    for place in fault.tests:
        file, name = place.split("::")
        assert name in names_in(file), place
