"""The calculations of human microdosing. One module an idea; the table below says which name lives where."""

from importlib import import_module

_HOME = {
    "units": ("ng_ml_to_nM", "nM_to_ng_ml", "mg_to_ug", "ug_to_mg", "nci_to_bq", "bq_to_dpm"),
    "dose": ("max_microdose", "human_equivalent_dose", "cumulative_microdose", "repeat_span"),
    "binding": ("occupancy", "conc_for_occupancy", "occupancy_after_dose"),
    "tracer": ("clearance", "implied_volume", "bioavailability", "bioavailability_cv", "fraction_absorbed"),
    "liver": ("hepatic_clearance", "hepatic_availability", "intrinsic_clearance"),
    "adme": ("recovery", "hamilton_weights", "auc_with_tail", "auc_parallel"),
    "ams": ("c14_atoms", "drug_atoms", "labelled_fraction", "background_atoms", "decays"),
    "counting": ("counting_cv", "net_counts_needed", "lloq_conc"),
    "radiation": ("effective_dose", "background_hours", "radiation_risk", "icrp_category"),
    "interactions": (
        "inhibition_strength",
        "inactivation_strength",
        "victim_auc_ratio",
        "max_auc_ratio",
        "least_fm",
    ),
    "folds": ("fold_of_change", "fold_error", "average_fold_error", "absolute_average_fold_error"),
    "prediction": ("allometry", "scale_to_weight", "maturation", "scale_in_vitro"),
    "tissue": ("penetration_length", "reservoir_profile", "reservoir_reach", "shell_conc", "kp_uu"),
    "imaging": ("binding_potential", "scan_occupancy", "lassen", "fit_ed50"),
    "pet": ("suv", "tracer_mass", "latest_injection", "self_occupancy"),
    "protocol": ("tolerated_dose", "toxicology_margin", "dose_at_margin", "exploratory_approach", "start_dose"),
    "events": ("chance_of_event", "event_upper_bound", "subjects_without_event"),
    "decisions": ("trough_dose", "dose_for_average", "half_life_at_ceiling", "no_go_probability"),
    "selection": ("selection_probability", "subjects_to_select", "rank_candidates", "rank_agreement"),
    "ledger": ("events_incurred", "events_avoided", "benefit_harm_ratio", "benefit_harm_interval"),
    "gate": ("value_without_gate", "value_with_gate", "viable_given_fail", "spend_per_viable"),
    "value": ("evsi", "evpi"),
    "precision": ("ci_factor", "precision_power", "translation_sd", "chance_within_fold"),
    "compartments": ("bolus", "infusion", "oral"),
    "superposition": ("superpose",),
    "proportionality": ("dose_normalised", "scale_to_dose", "power_model", "exponent_limits"),
    "intervals": ("geometric_mean_ratio", "exact_interval"),
    "saturation": ("mm_bolus", "mm_auc", "mm_steady_state", "mm_largest_dose"),
    "saturation_oral": ("mm_oral", "mm_oral_auc"),
    "shared_enzyme": ("mm_oral_with_tracer", "tracer_bioavailability"),
    "targets": ("tmdd_free", "tmdd_auc", "tmdd_bolus", "tmdd_clearance_limits"),
    "changing_clearance": ("clearance_at", "changing_bolus", "changing_auc", "apparent_clearance"),
    "turnover": ("enzyme_turnover", "enzyme_turnover_auc", "enzyme_under"),
    "data": ("load", "success_rates"),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}
__all__ = sorted((*_MODULE_OF, "nca"))


def __getattr__(name):
    """Import a function's module when the function is first asked for, so that `import microkit` stays quick."""
    if name not in _MODULE_OF:
        raise AttributeError(f"microkit has no {name!r}; it offers {', '.join(__all__)}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__():
    return __all__


# The function and its module share a name: importing it here makes `microkit.nca` the function for everyone.
from .nca import nca  # noqa: E402, F401
