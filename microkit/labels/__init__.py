"""Seeing a microdose: accelerator mass spectrometry, counting, radiation dose, PET, imaging of receptors."""
