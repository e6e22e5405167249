"""The calculations of human microdosing, each imported when it is first asked for.

The rooms: `core` (checked input, units, data, figures), `kinetics`, `disposition`, `labels`, `trials`, `demos`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "core.units": ["ng_ml_to_nM", "nM_to_ng_ml", "mg_to_ug", "ug_to_mg", "nci_to_bq", "bq_to_dpm"],
        "core.intervals": ["geometric_mean_ratio", "exact_interval"],
        "core.data": ["load", "success_rates"],
        "core.plot": ["curve", "semilog"],
        "kinetics.compartments": ["bolus", "infusion", "oral"],
        "kinetics.superposition": ["superpose"],
        "kinetics.proportionality": ["dose_normalised", "scale_to_dose", "power_model", "exponent_limits"],
        "kinetics.saturation": ["mm_bolus", "mm_auc", "mm_steady_state", "mm_largest_dose"],
        "kinetics.saturation_oral": ["mm_oral", "mm_oral_auc"],
        "kinetics.shared_enzyme": ["mm_oral_with_tracer", "tracer_bioavailability"],
        "kinetics.tmdd": ["tmdd_free", "tmdd_auc", "tmdd_bolus", "tmdd_clearance_limits"],
        "kinetics.changing_clearance": ["clearance_at", "changing_bolus", "changing_auc", "apparent_clearance"],
        "kinetics.turnover": ["enzyme_turnover", "enzyme_turnover_auc", "enzyme_under"],
        "kinetics.noncompartmental": ["nca"],
        "disposition.binding": ["occupancy", "conc_for_occupancy", "occupancy_after_dose"],
        "disposition.availability": [
            "clearance",
            "implied_volume",
            "bioavailability",
            "bioavailability_cv",
            "fraction_absorbed",
        ],
        "disposition.liver": ["hepatic_clearance", "hepatic_availability", "intrinsic_clearance"],
        "disposition.adme": ["recovery", "hamilton_weights", "auc_with_tail", "auc_parallel"],
        "disposition.interactions": [
            "inhibition_strength",
            "inactivation_strength",
            "victim_auc_ratio",
            "max_auc_ratio",
            "least_fm",
        ],
        "disposition.tissue": ["penetration_length", "reservoir_profile", "reservoir_reach", "shell_conc", "kp_uu"],
        "labels.ams": ["c14_atoms", "drug_atoms", "labelled_fraction", "background_atoms", "decays"],
        "labels.counting": ["counting_cv", "net_counts_needed", "lloq_conc"],
        "labels.spectrometer": ["ams_picture"],
        "labels.radiation": ["effective_dose", "background_hours", "radiation_risk", "icrp_category"],
        "labels.imaging": ["binding_potential", "scan_occupancy", "lassen", "fit_ed50"],
        "labels.pet": ["suv", "tracer_mass", "latest_injection", "self_occupancy"],
        "trials.dose": ["max_microdose", "human_equivalent_dose", "cumulative_microdose", "repeat_span"],
        "trials.fold_errors": ["fold_of_change", "fold_error", "average_fold_error", "absolute_average_fold_error"],
        "trials.prediction": ["allometry", "scale_to_weight", "maturation", "scale_in_vitro"],
        "trials.protocol": [
            "tolerated_dose",
            "toxicology_margin",
            "dose_at_margin",
            "exploratory_approach",
            "start_dose",
        ],
        "trials.rare_events": ["chance_of_event", "event_upper_bound", "subjects_without_event"],
        "trials.decisions": ["trough_dose", "dose_for_average", "half_life_at_ceiling", "no_go_probability"],
        "trials.selection": ["selection_probability", "subjects_to_select", "rank_candidates", "rank_agreement"],
        "trials.benefit_risk": ["events_incurred", "events_avoided", "benefit_harm_ratio", "benefit_harm_interval"],
        "trials.decision_tree": ["value_without_gate", "value_with_gate", "viable_given_fail", "spend_per_viable"],
        "trials.value_of_information": ["evsi", "evpi"],
        "trials.precision": ["ci_factor", "precision_power", "translation_sd", "chance_within_fold"],
    },
)
