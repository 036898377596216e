from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "keta.surfaces.lists"
    label = "lists"

    def ready(self) -> None:
        from keta.surfaces.lists.saved import views_for
        from keta.surfaces.reading import save_views_with

        save_views_with(views_for)
