from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks.catalogue.hardware import (
    Device,
    Reference,
    UnknownDevice,
    Value,
    device,
    devices,
    parse_hardware,
    server,
    servers,
)
from benchmarks.table import TableError

PROMISED = [
    "furiosa-rngd",
    "furiosa-warboy",
    "rebellions-atom",
    "rebellions-atom-max",
    "rebellions-rebel-quad",
    "hyperaccel-bertha-500",
    "hyperaccel-orion",
    "deepx-dx-m1",
    "mobilint-mla100",
    "sapeon-x330",
    "nvidia-l40s",
    "nvidia-a100-80gb",
    "nvidia-h100-sxm",
    "nvidia-h200",
    "nvidia-b200",
    "nvidia-rtx-pro-6000",
    "intel-gaudi-3",
    "huawei-ascend-910b",
    "huawei-ascend-910c",
]
FIELDS = ["memory_gb", "memory_type", "bandwidth", "sram", "tdp_w", "form", "link", "logical_devices", "availability"]

GOOD = """
read = "2026-11-22"
[[sources]]
id = "page"
title = "A page"
url = "https://example.org/page"
[[devices]]
id = "x"
vendor = "V"
name = "X"
kind = "npu"
domestic = true
tdp_w = [{ value = 150, unit = "W", source = "page", confidence = "A" }]
[devices.peaks]
FP8 = [{ value = 1.5, unit = "TFLOPS", source = "page", confidence = "B", note = "n" }]
[[servers]]
id = "s"
vendor = "V"
name = "S"
device = "x"
"""


def numbers(values: tuple[Value, ...]) -> list[object]:
    return [value.value for value in values]


def values_of(found: Device) -> list[Value]:
    return [value for field in FIELDS for value in getattr(found, field)] + [
        value for peak in found.peaks for value in peak.values
    ]


def test_a_file_reads_into_devices_and_servers() -> None:
    found = parse_hardware(GOOD.encode(), filename="d.toml")
    page = Reference("A page", "https://example.org/page", None)
    (only,) = found.devices
    assert found.read == "2026-11-22"
    assert only.tdp_w == (Value(Decimal(150), "W", page, "A", ""),)
    assert [(peak.precision, peak.values) for peak in only.peaks] == [
        ("FP8", (Value(Decimal("1.5"), "TFLOPS", page, "B", "n"),))
    ]
    assert only.memory_gb == ()
    assert [(one.id, one.device, one.power_w) for one in found.servers] == [("s", "x", ())]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "npu"', 'kind = "cpu"', "must be one of npu, gpu, lpu"),
        ('kind = "npu"\n', "", "kind and domestic are required"),
        ("domestic = true\n", "", "kind and domestic are required"),
        ('name = "X"', 'nmae = "X"', "unknown key 'nmae'"),
        ('source = "page", confidence = "A"', 'source = "pgae", confidence = "A"', "source 'pgae' is not in sources"),
        ('confidence = "A"', 'confidence = "E"', "must be one of A, B, C, D"),
        (', confidence = "A"', "", "confidence is missing"),
        ('unit = "W", ', "", "a number needs a unit"),
        ("value = 150", 'value = "about 150"', "a text has none"),
        ("value = 150", "price = 1", "unknown key 'price'"),
        ('device = "x"', 'device = "y"', "서버 's'의 장비 'y' 없음"),
        ("[[servers]]", "[[sevrers]]", "unknown key 'sevrers'"),
    ],
)
def test_a_wrong_file_is_refused(old: str, new: str, says: str) -> None:
    with pytest.raises(TableError) as refused:
        parse_hardware(GOOD.replace(old, new, 1).encode(), filename="d.toml")
    assert str(refused.value).startswith("d.toml")
    assert says in str(refused.value)


def test_every_promised_device_is_there() -> None:
    assert [name for name in PROMISED if device(name).id != name] == []


def test_conflicts_keep_both_values() -> None:
    assert numbers(device("furiosa-rngd").tdp_w) == [150, 180]
    assert set(numbers(device("nvidia-l40s").tdp_w)) == {300, 350}
    assert numbers(device("huawei-ascend-910c").memory_gb) == [96, 128]
    assert numbers(device("hyperaccel-bertha-500").availability) == ["2027년 양산", "2026년 9월"]
    assert numbers(device("nvidia-b200").memory_gb) == [192, 180]


def test_differing_values_of_a_field_each_say_why() -> None:
    silent = [
        (found.id, field)
        for found in devices()
        for field in FIELDS
        if len(set(numbers(getattr(found, field)))) > 1 and not any(value.note for value in getattr(found, field))
    ]
    assert silent == []


def test_unknown_stays_absent() -> None:
    assert device("sapeon-x330").tdp_w == ()
    assert device("rebellions-rebel-quad").availability == ()
    assert [found.id for found in servers() if found.device == "rebellions-rebel-quad"] == []
    assert server("hyperaccel-orion-8").rack_units == ()


def test_the_servers_of_the_example_have_power_and_rack_units() -> None:
    assert {
        found.id: (numbers(found.cards), numbers(found.rack_units), numbers(found.power_w))
        for found in servers()
        if found.rack_units
    } == {
        "furiosa-nxt-rngd": ([8], [4], [3000]),
        "rebellions-atom-max-server": ([8], [4], [3400, 4300]),
        "nvidia-dgx-h100": ([8], [8], [10200, 10200]),
        "supermicro-sys-521ge-tnrt-l40s": ([8], [5], [4300, 5000]),
    }


def test_vendors_with_domestic_devices() -> None:
    assert {found.vendor for found in devices() if found.domestic} == {
        "FuriosaAI",
        "Rebellions",
        "HyperAccel",
        "DEEPX",
        "Mobilint",
        "SAPEON",
    }


def test_a_second_hand_address_is_never_better_than_a_lead() -> None:
    lost = [value for found in devices() for value in values_of(found) if value.source.url == "not recorded"]
    assert {value.confidence for value in lost} == {"C"}


def test_power_and_memory_are_in_their_units() -> None:
    units = {value.unit for found in devices() for value in (*found.tdp_w, *found.memory_gb)}
    assert units == {"W", "GB"}


def test_an_unknown_id_names_what_there_is() -> None:
    with pytest.raises(UnknownDevice, match=r"장비 'rngd'. 있는 것: furiosa-rngd, "):
        device("rngd")
    with pytest.raises(UnknownDevice, match=r"서버 'dgx'. 있는 것: furiosa-nxt-rngd, "):
        server("dgx")
