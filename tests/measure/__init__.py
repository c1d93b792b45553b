"""What is measured of the whole system: make measure NAME=…"""
