"""What AIPerf's `input_config` says of model, load and wanted lengths, before and since 0.13; formats.md §1.4."""

from __future__ import annotations

from benchmarks.readers.document import Record
from benchmarks.readers.strict_json import Json
from benchmarks.report import Cell, Fact

_KINDS = {
    "concurrency": "closed_loop",
    "constant": "open_loop",
    "poisson": "open_loop",
    "gamma": "open_loop",
    "fixed_schedule": "trace",
}


def load_and_model(record: Record) -> tuple[list[Cell], list[Fact]]:
    """Concurrency, offered rate, wanted lengths; kind of load and model. What the config leaves open is left open.

    Raises UnreadableFile for a value of the wrong kind.
    """
    config = record.inner("input_config")
    if config is None:
        return [], []
    phase = _profiling(config)
    cells, facts = _phase(phase) if phase else _loadgen(config)
    return cells + _lengths(config), facts + _model(config)


def _items(holder: Record | None, key: str) -> list[Record]:
    """The objects of a list."""
    value = holder.fields.get(key) if holder else None
    if holder is None or not isinstance(value, list):
        return []
    places = ((f"{holder.where}/{key}/{index}", item) for index, item in enumerate(value))
    return [Record(holder.filename, where, item) for where, item in places if isinstance(item, dict)]


def _profiling(config: Record) -> Record | None:
    """The one phase that was measured; with several, the file's numbers are of none of them alone."""
    phases = [phase for phase in _items(config, "phases") if _kind(phase) == "profiling"]
    return phases[0] if len(phases) == 1 else None


def _kind(phase: Record) -> Json:
    """A phase named profiling is one without saying its kind."""
    return phase.fields.get("kind", phase.fields.get("name"))


def _phase(phase: Record) -> tuple[list[Cell], list[Fact]]:
    cells = phase.cells(
        ("concurrency", "concurrency", "value", "requests", "most requests kept in flight"),
        ("rate", "rate_offered", "value", "requests/s", ""),
    )
    kind = phase.fields.get("type")
    load = _KINDS.get(kind) if isinstance(kind, str) else None
    return cells, [Fact("load", load, f"{phase.where}/type")] if load else []


def _loadgen(config: Record) -> tuple[list[Cell], list[Fact]]:
    """Until 0.12: a rate makes an open loop, also with a limit; without one the limit is kept full."""
    loadgen = config.inner("loadgen")
    if loadgen is None:
        return [], []
    cells = loadgen.cells(
        ("concurrency", "concurrency", "value", "requests", "most requests kept in flight"),
        ("request_rate", "rate_offered", "value", "requests/s", ""),
    )
    quantities = {cell.quantity: cell.where for cell in cells}
    for quantity, load in (("rate_offered", "open_loop"), ("concurrency", "closed_loop")):
        if quantity in quantities:
            return cells, [Fact("load", load, quantities[quantity])]
    return cells, []


def _lengths(config: Record) -> list[Cell]:
    """The synthetic lengths: `datasets[0].prompts` since 0.13, `input.prompt` before."""
    datasets = _items(config, "datasets")
    prompts = datasets[0].inner("prompts") if len(datasets) == 1 else None
    given = config.inner("input")
    prompt = given.inner("prompt") if given else None
    found: list[Cell] = []
    for holder, key, quantity in (
        (prompts, "isl", "isl_target"),
        (prompts, "osl", "osl_target"),
        (prompt, "input_tokens", "isl_target"),
        (prompt, "output_tokens", "osl_target"),
    ):
        if wanted := holder.inner(key) if holder else None:
            found += wanted.cells(("mean", quantity, "value", "tokens", "mean wanted"))
    return found


def _model(config: Record) -> list[Fact]:
    """The model's name if there is one model: `models.items` since 0.13, `endpoint.model_names` before."""
    models = _items(config.inner("models"), "items")
    if len(models) == 1:
        return models[0].facts(("name", "model"))
    endpoint = config.inner("endpoint")
    names = endpoint.fields.get("model_names") if endpoint else None
    if endpoint is None or not isinstance(names, list) or len(names) != 1:
        return []
    return Record(config.filename, f"{endpoint.where}/model_names", {"0": names[0]}).facts(("0", "model"))
