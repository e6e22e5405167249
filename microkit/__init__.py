"""The calculations of human microdosing. One module an idea; the table below says which name lives where."""

from importlib import import_module

_HOME = {
    "units": ("ng_ml_to_nM", "nM_to_ng_ml", "mg_to_ug", "ug_to_mg", "nci_to_bq", "bq_to_dpm"),
    "dose": ("max_microdose", "human_equivalent_dose", "cumulative_microdose", "repeat_span"),
    "binding": ("occupancy", "conc_for_occupancy", "occupancy_after_dose"),
    "data": ("load",),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}
__all__ = sorted(_MODULE_OF)


def __getattr__(name):
    """Import a function's module when the function is first asked for, so that `import microkit` stays quick."""
    if name not in _MODULE_OF:
        raise AttributeError(f"microkit has no {name!r}; it offers {', '.join(__all__)}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__():
    return __all__
