"""Where a drug goes: clearance and availability, liver, mass balance, interactions, tissue, binding."""
