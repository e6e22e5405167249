"""Concentration over time: compartments, non-compartmental analysis, and every way in which kinetics stop being linear."""
