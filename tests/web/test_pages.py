"""What people read where a page cannot be shown."""

from __future__ import annotations

from tests.web.house import House


def test_who_leads_with_a_link_that_is_no_longer_right_learns_whom_to_ask(house: House) -> None:
    client = house.flask.test_client()
    link, missing = client.get(f"/s/{house.id}/facilitator?key=facilitator.old"), client.get("/nowhere")

    assert link.status_code == 401
    assert "Be arrangören om en ny länk." in link.text
    assert missing.status_code == 404
    assert "Be arrangören" not in missing.text
