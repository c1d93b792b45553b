"""The addresses for machines; never within a preview: what is not out yet is no machine's."""

app_name = "outlets"
urlpatterns = []
