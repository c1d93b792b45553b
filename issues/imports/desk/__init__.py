"""The form in the admin that shows a draft beside its text, for correction before it is saved."""
