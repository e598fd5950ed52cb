"""What on the command line sets the fields that nobody types, by table."""

COMMANDS = {
    "need": "need move ID STATE",
    "signal": "signal move ID STATE",
    "agreement": "agreement move ID STATE",
    "meeting": "meeting move ID STATE",
    "agenda_item": "agenda MEETING --build",
    "worker": "admit FINGERPRINT",
    "evidence": "note SIGNAL_ID --template nota --out FILE.pdf",
    "signal_note": "signal move ID submitted",
    "feedback": "feedback waive ID --reason WHY",
}
