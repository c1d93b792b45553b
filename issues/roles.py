"""The roles of a newsroom as groups, and what each may do; object rules stand in articles/access.py."""

from django.apps import apps as current_apps
from django.contrib.auth.management import create_permissions

REPORTER, EDITOR, DESK_HEAD, PROOFREADER, CHIEF = "记者", "编辑", "部主任", "校对", "总编辑"


def _on(app, **models):
    """Return the codenames: with app "articles", photo="view add" is articles.view_photo and articles.add_photo."""
    return {f"{app}.{verb}_{model}" for model, verbs in models.items() for verb in verbs.split()}


_REPORTER = _on("articles", article="view add change", photo="view add change", reporter="view") | _on(
    "taggit", tag="view"
)
_DESK = (
    _on(
        "articles",
        article="view add change",
        photo="view add change delete",
        reporter="view add change",
        watchword="view",
        official="view",
    )
    | _on("taggit", tag="view add change")
    | _on(
        "issues",
        issue="view add change",
        page="view add change delete",
        placement="view add change delete",
        guideentry="view add change delete",
        masthead="view",
        proof="view",
        correction="view",
        printederror="view add change",
    )
    | {"articles.handle_all_copy"}
)
_PROOFREADER = (
    _on(
        "articles",
        article="view",
        photo="view",
        reporter="view",
        watchword="view add change",
        official="view add change",
    )
    | _on("taggit", tag="view")
    | _on(
        "issues",
        issue="view",
        page="view",
        placement="view",
        guideentry="view",
        masthead="view",
        proof="view add",
        correction="view",
        printederror="view add change",
    )
    | {"articles.handle_all_copy", "articles.minor_edit_article"}
)
_CHIEF = (
    _DESK
    | _on(
        "articles",
        article="delete final_review withdraw correct_locked minor_edit admit",
        reporter="delete",
        watchword="add change delete",
        official="add change delete",
        housestyle="view change",
    )
    | _on("taggit", tag="delete")
    | _on(
        "issues",
        issue="delete sign_off",
        masthead="add change",
        imprint="view change",
        proof="add delete",
        previewlink="view add change",
        correction="add change",
        printederror="delete",
        cataloguerun="view",
    )
    | {"issues.run_catalogue"}
)
ROLES = {
    REPORTER: _REPORTER,
    EDITOR: _DESK | _on("articles", article="first_review"),
    DESK_HEAD: _DESK
    | _on("articles", article="second_review", watchword="add change", official="add change"),
    PROOFREADER: _PROOFREADER,
    CHIEF: _CHIEF,
}


def set_up(apps=current_apps):
    """Make the groups with their permissions; what a newsroom has added to a group stays.

    `apps` is a migration's registry, whose permissions are not in the database yet.
    """
    _make_permissions(apps)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    known = {
        f"{app}.{codename}": pk
        for pk, app, codename in permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    for name, wanted in ROLES.items():
        role, _ = group.objects.get_or_create(name=name)
        # A migration's registry may be older than the table and not know all of it.
        role.permissions.add(*(known[codename] for codename in sorted(wanted & known.keys())))


def _make_permissions(apps):
    for label in ("articles", "issues", "taggit"):
        config = apps.get_app_config(label)
        # A migration's registry has no modules of models, without which Django makes no permissions.
        has_module = getattr(config, "models_module", None)
        config.models_module = has_module or True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = has_module
