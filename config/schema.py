"""Frozen shapes of everything in config/; field names follow ZWFW C0109-2018 and GB/T 39554-2020."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - config.shape evaluates these annotations
from dataclasses import dataclass, field
from typing import Literal

from config.frequent_questions import FrequentQuestion  # noqa: TC001 - config.shape evaluates these annotations
from config.item_credit import CreditTiers
from config.item_parts import (
    Cancelled,
    Channels,
    Commitment,
    Condition,
    Fee,
    FlowStep,
    FormField,
    Guide,
    Member,
    Question,
)

__all__ = [
    "AuditCatalogue",
    "AuditEvent",
    "Deferral",
    "DeviceChoice",
    "Fault",
    "Holiday",
    "KeyChoice",
    "Material",
    "Profile",
    "ServiceItem",
    "Step",
    "YearCalendar",
]

CaptureWay = Literal["id_reader", "doc_camera", "screen_form", "licence_store", "window"]
Mode = Literal["M1", "M2", "M3", "M4", "M5"]
OfflinePolicy = Literal["full", "queue", "cached_read", "blocked"]
Level = Literal["L0", "L1", "L2", "L3"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One 材料 of a service item. `is_need`: 1 必要, 2 非必要, 3 容缺后补.

    `min_trust` is how far a licence must be trusted to stand in its place (国办函〔2016〕108号): never a mere upload.
    """

    material_code: str
    material_name: str
    short_name: str
    short_name_en: str
    is_need: Literal[1, 2, 3]
    capture: CaptureWay
    page_format: str = ""
    original_num: int = 0
    copy_num: int = 0
    source_explain: str = ""
    note: str = ""
    license_type: str = ""
    min_trust: Literal["A", "B"] = "A"
    required_when: str = ""
    accept_stand: tuple[str, ...] = ()
    common_errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferral:
    """容缺受理: which materials may follow later, and within how many working days after acceptance.

    `promise_days`: an item done on the spot that is deferred gets a promised time of its own.
    """

    allowed: bool = False
    core: tuple[str, ...] = ()
    deferrable: tuple[str, ...] = ()
    max_days: int = 0
    promise_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a journey: `kind` is a file in kiosk/journeys/steps/; `stage` is its words in the step bar."""

    kind: str
    stage: str
    stage_en: str
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceItem:
    """One 政务服务事项, one file in config/services/. An item without steps shows guide and materials only.

    `keywords` are what people type or say instead of the name, pinyin initials among them; `order` sorts the home.
    `identity` is how surely the person must be known, `agent` by what another may act (kiosk.journeys.agency).
    """

    id: str
    version: str
    task_name: str
    task_name_en: str
    short_name: str
    short_name_en: str
    category: str
    icon: str
    task_code: str
    catalog_code: str
    identity: Level
    agent: Literal["no", "cards", "authority"] = "no"
    task_handle_item: str = ""
    task_type: str = ""
    use_level: int = 4
    dept_name: str = ""
    dept_uscc: str = ""
    other_dept: tuple[str, ...] = ()
    project_type: int = 1
    server_type: tuple[int, ...] = ()
    anticipate_days: int | None = None
    anticipate_explain: str = ""
    promise_days: int = 0
    promise_explain: str = ""
    limit_scene_num: int = 0
    by_law: tuple[str, ...] = ()
    handle_flow: tuple[FlowStep, ...] = ()
    complicated: bool = False
    classified: bool = False
    annual_check: str = ""
    conditions: tuple[Condition, ...] = ()
    questions: tuple[Question, ...] = ()
    faq: tuple[FrequentQuestion, ...] = ()
    fields: tuple[FormField, ...] = ()
    members: tuple[Member, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    modes: tuple[Mode, ...] = ()
    materials: tuple[Material, ...] = ()
    materials_explain: str = ""
    cancelled: tuple[Cancelled, ...] = ()
    deferral: Deferral = field(default_factory=Deferral)
    credit: CreditTiers = field(default_factory=CreditTiers)
    fee: Fee = field(default_factory=lambda: Fee(charge=False))
    results: tuple[str, ...] = ()
    guide: Guide | None = None
    channels: Channels | None = None
    next_steps: tuple[str, ...] = ()
    common_errors: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    est_minutes: int = 3
    offline_policy: OfflinePolicy = "queue"
    backend_hours: str = "00:00-24:00"
    elder_recommended: bool = False
    featured: bool = False
    keywords: tuple[str, ...] = ()
    order: int = 100

    @property
    def identity_required(self) -> bool:
        """Whether it is done for somebody who is known, at whatever level."""
        return self.identity != "L0"

    @property
    def form(self) -> str:
        """What a case that is begun with this text calls it."""
        return f"{self.id}@{self.version}"

    def commitment(self, commitment_id: str) -> Commitment:
        """Return the commitment with this id. Raises KeyError."""
        for commitment in self.commitments:
            if commitment.id == commitment_id:
                return commitment
        raise KeyError(commitment_id)

    def form_field(self, field_id: str) -> FormField | None:
        """Return the field of the item's form with this id, None where it has none."""
        return next((one for one in self.fields if one.id == field_id), None)

    def material(self, code: str) -> Material:
        """Return the material with this code. Raises KeyError."""
        for material in self.materials:
            if material.material_code == code:
                return material
        raise KeyError(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceChoice:
    """Which driver (its file name) serves a role, with the driver's options. `lab` marks a simulator."""

    driver: str
    lab: bool = False
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChoice:
    """Where a terminal keeps its own keys: a module of offline_cache/key_stores/."""

    store: Literal["file", "systemd-creds", "tpm2"] = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One terminal: who it is, what is attached, whom it reports to.

    `sheets` is the A4 printer, where there is one. `unsent_*`: what may wait for the centre; its card may say less.
    `verifier` is the key (base64) by which the verifier of scanned codes signs, "" where codes are not taken.
    `hand` and `trip` are paths for the lab alone (a robot hand's socket, a tripwire after the commit);
    a live profile that names either is refused.
    """

    name: str
    live: bool
    terminal_id: str
    site: str
    site_en: str
    region_name: str
    region_code: str
    reader: DeviceChoice
    camera: DeviceChoice
    printer: DeviceChoice
    platform: DeviceChoice
    state_dir: str
    sheets: DeviceChoice | None = None
    keys: KeyChoice = field(default_factory=KeyChoice)
    idle_s: int = 45
    idle_warning_s: int = 20
    acknowledge_s: float = 6.0
    unsent_cases: int = 2000
    unsent_mb: int = 2048
    unsent_days: int = 30
    unsent_warn: float = 0.8
    verifier: str = ""
    hand: str = ""
    trip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What people are told when something is wrong: 出了什么事 → 什么没有丢 → 现在怎么办.

    `flow` True: told by the course of a visit; no error class carries this code.
    """

    code: str
    number: str
    severity: Literal["info", "attention", "service_loss"]
    title: str
    title_en: str
    happened: str
    happened_en: str
    kept: str
    kept_en: str
    ways: tuple[str, str]
    ways_en: tuple[str, str]
    remedy: str
    flow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One kind of entry of the audit journal; `detail` lists the keys it may carry, the first one its main key.

    `reserved` True: the name is settled, no room of this release writes it.
    """

    event: str
    description: str
    detail: tuple[str, ...] = ()
    reserved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCatalogue:
    """Every audit event, and for every detail key the pattern its whole value must match."""

    events: dict[str, AuditEvent]
    patterns: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """Days off from `first` to `last`, both included."""

    name: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCalendar:
    """The State Council's arrangement of one year; `workdays` are the weekend days worked instead (调休)."""

    year: int
    source: str
    holidays: tuple[Holiday, ...]
    workdays: tuple[dt.date, ...]
