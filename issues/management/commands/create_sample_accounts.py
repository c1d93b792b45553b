from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles.staff import staff_name
from issues import sample_accounts
from issues.imports import sample


class Command(BaseCommand):
    help = (
        "Makes one account a role, prints their random passwords, and gives them next week's sample issue to work on; "
        "does nothing where a staff account is there."
    )

    def handle(self, **options):
        accounts = sample_accounts.make()
        if not accounts:
            return
        sample.load_next({account.role: account.user for account in accounts})
        self.stdout.write(_("Sample accounts, one a role (passwords are not shown again):"))
        line = _("  %(role)s: name %(name)s, password %(password)s (%(person)s)")
        for account in accounts:
            facts = {"name": account.user.username, "person": staff_name(account.user)}
            self.stdout.write(line % {**facts, "role": account.role, "password": account.password})
