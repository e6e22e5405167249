"""What every calculation needs: checked input, shapes, units, intervals, tables, data, figures."""
