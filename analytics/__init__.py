"""What Aperture does: access to OpenAlex, the warehouse, reference data, tagging, estimates and reports."""
