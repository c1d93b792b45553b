"""What is measured of the whole system, by make measure."""
