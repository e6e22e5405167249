"""Deciding: dose limits, protocols, rare events, precision, prediction, selection, benefit and risk."""
