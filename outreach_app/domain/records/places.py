"""Where young people are: areas and spots."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class Area(Record):
    """A neighbourhood, municipality or region; areas nest."""

    __tablename__ = "area"
    singular, plural, slug = N_("Area"), N_("Areas"), "areas"
    named_by: ClassVar[str] = "name"

    name: Mapped[str] = field(N_("Name"), required=True, in_table=True, in_note=True)
    level: Mapped[str] = field(N_("Level"), term="area_level", in_table=True, default="")
    parent: Mapped[Id | None] = field(
        N_("Part of"),
        to="area",
        in_table=True,
        default=None,
    )
    cooperation_form: Mapped[str] = field(N_("Form of cooperation"), term="cooperation_form", default="")
    leads: Mapped[list[str]] = field(N_("Region leads"), hint=N_("One or two names"), default_factory=list)
    supporter: Mapped[str] = field(N_("Assigned supporter"), default="")
    supported_since: Mapped[date | None] = field(N_("Supported since"), default=None)
    target_group: Mapped[str] = field(
        N_("Target group"),
        hint=N_("Which young people live and stay here, without persons"),
        multiline=True,
        default="",
    )
    offer: Mapped[str] = field(
        N_("Offer"), hint=N_("What there is for them, and what is missing"), multiline=True, default=""
    )
    surroundings: Mapped[str] = field(
        N_("Surroundings"), hint=N_("Streets, squares, transport, what is being built"), multiline=True, default=""
    )
    context: Mapped[str] = field(
        N_("More on the local context"),
        hint=N_("What the three texts above do not say"),
        multiline=True,
        default="",
    )
    valid_from: Mapped[date | None] = field(N_("Exists since"), default=None)
    valid_to: Mapped[date | None] = field(N_("Existed until"), default=None)
    successor: Mapped[Id | None] = field(
        N_("Merged into"),
        to="area",
        default=None,
    )


class Spot(Record):
    """A place where young people already are (vindplaats)."""

    __tablename__ = "spot"
    singular, plural, slug = N_("Spot"), N_("Spots"), "spots"
    named_by: ClassVar[str] = "name"
    private_if: ClassVar[str] = "sensitive"

    name: Mapped[str] = field(N_("Name"), required=True, in_table=True, in_note=True)
    area: Mapped[Id | None] = field(
        N_("Area"),
        to="area",
        in_table=True,
        in_note=True,
        default=None,
    )
    kind: Mapped[str] = field(N_("Kind of spot"), term="spot_kind", in_table=True, in_note=True, default="")
    state: Mapped[str] = field(N_("State"), term="spot_state", in_table=True, default="scouted")
    sensitive: Mapped[bool] = field(
        N_("Sensitive spot"),
        hint=N_("Never leaves this laptop: colleagues see the area, not the spot. Chosen once."),
        default=False,
    )
    furniture_present: Mapped[dict[str, int]] = field(
        N_("Furniture present"), term="furniture", in_note=True, default_factory=dict
    )
    furniture_missing: Mapped[dict[str, int]] = field(
        N_("Furniture missing"), term="furniture", in_note=True, default_factory=dict
    )
    furniture_broken: Mapped[dict[str, int]] = field(
        N_("Furniture broken"), term="furniture", in_note=True, default_factory=dict
    )
    latitude: Mapped[float | None] = field(
        N_("Latitude"), hint=N_("Coarse: three decimals are kept"), default=None
    )
    longitude: Mapped[float | None] = field(
        N_("Longitude"), hint=N_("Coarse: three decimals are kept"), default=None
    )
    remarks: Mapped[str] = field(N_("Remarks"), multiline=True, default="")


class Boundary(Record):
    """The outline of an area as a team loaded it, or a patch of water or green beneath them."""

    __tablename__ = "boundary"
    singular, plural, slug = N_("Boundary"), N_("Boundaries"), "boundaries"
    named_by: ClassVar[str] = "name"
    register: ClassVar[bool] = True

    name: Mapped[str] = field(N_("Name"), in_table=True, low_stakes=True, default="")
    layer: Mapped[str] = field(
        N_("Layer"), term="map_layer", in_table=True, low_stakes=True, default="neighbourhood"
    )
    area: Mapped[Id | None] = field(N_("Area"), to="area", in_table=True, low_stakes=True, default=None)
    shape: Mapped[dict[str, Any]] = field(N_("Outline"), low_stakes=True, default_factory=dict)
    """`{"packed": …}`, see domain/geo/packing.py; small enough to travel in one patch."""
    source: Mapped[str] = field(
        N_("Source"), hint=N_("Whose data it is; stands on the map"), low_stakes=True, default=""
    )
