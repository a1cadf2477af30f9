"""The dashboard in a real browser, offline: what an analyst sees, chooses, reloads and follows to its source."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from dashboards import queries
from dashboards.pages.frame import SYNTHETIC
from dashboards.state import parse

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

# Countries with a coloured area: paths of the layer whose fill is not the ground colour.
PAINTED = """() => {
  const fills = [...document.querySelectorAll('#map .choroplethlayer path.choroplethlocation')]
    .filter(path => path.getBoundingClientRect().width > 0).map(path => getComputedStyle(path).fill);
  return [fills.length, new Set(fills).size];
}"""
MARKS = """() => {
  const graph = document.querySelector('#map .js-plotly-plot');
  const trace = graph.data.find(trace => trace.type === 'scattergeo');
  const drawn = [...document.querySelectorAll('#map .scatterlayer path.point')]
    .filter(path => path.getBoundingClientRect().width > 4).length;
  return [trace.ids, drawn];
}"""


def ready(page, selector="#run-id"):
    page.wait_for_selector(selector)
    page.wait_for_function("() => !document.querySelector('[data-dash-is-loading=true]')")


def address_has(page, part):
    """Wait for the address; nothing is loaded anew, so there is no load to wait for."""
    page.wait_for_function("part => location.href.includes(part)", arg=part)


def query(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def choose(page, control, text):
    page.click(f"#{control}")
    page.locator(".dash-dropdown-option", has_text=text).first.click()


def most_exposed(db):
    """The institution with most works that are co-authored with one that was listed when they appeared."""
    return db.rows(
        "select institution_id, profile_id, variant from out_evidence_work where variant = 'listed_then'"
        " group by 1, 2, 3 order by count(*) desc, 1, 2 limit 1"
    )[0]


def test_the_overview_paints_the_map_with_small_territories_trend_and_heat_map(page):
    page.goto("/")
    ready(page, "#map .choroplethlayer path.choroplethlocation")
    page.wait_for_function(f"() => ({PAINTED})()[0] > 200")
    areas, colours = page.evaluate(PAINTED)
    assert areas > 200
    assert colours > 5
    codes, drawn = page.evaluate(MARKS)
    assert {"HKG", "MAC", "SGP"} <= set(codes)
    assert drawn == len(codes)
    assert page.locator("#trend .scatterlayer .trace").count() >= 3
    assert page.locator("#openness .scatterlayer .trace").count() == 2
    assert page.locator("#heat .heatmaplayer image").count() >= 2
    assert "imply no position" in page.inner_text("footer")


@pytest.mark.parametrize("path", ["/", "/institution", "/methods"])
def test_every_page_says_that_the_data_are_synthetic_and_which_run_they_are_of(page, db, path):
    page.goto(path)
    ready(page)
    assert page.inner_text("#banner") == SYNTHETIC
    assert page.locator("#banner p").is_visible()
    footer = page.inner_text("footer")
    run = queries.run(db)
    assert run["run_id"] in footer
    assert f"As of {run['as_of']}" in footer
    assert "Hong Kong and Macao: counted" in footer


def test_a_chosen_technology_is_in_the_address_and_survives_reload_and_back(page, db, known):
    busy = db.rows(
        "select technology_id, country_code from out_country_year where technology_id <> 'all' and not is_small"
        " and iso3 is not null order by works desc, technology_id, country_code limit 1"
    )[0]
    page.goto(f"/?country={busy['country_code']}")
    ready(page)
    technology, name = busy["technology_id"], known.technologies[busy["technology_id"]]
    choose(page, "technology", name)
    address_has(page, f"technology={technology}")
    page.wait_for_function("name => document.querySelector('#technology').innerText.includes(name)", arg=name)
    shown, address = page.inner_text("#trend"), page.url
    page.reload()
    ready(page)
    assert page.url == address
    assert name in page.inner_text("#technology")
    assert page.inner_text("#trend") == shown
    page.go_back()
    page.wait_for_function("() => document.querySelector('#technology').innerText.includes('All works')")
    assert query(page).get("technology", "all") == "all"


def test_a_click_on_a_small_territory_shows_its_years(page):
    page.goto("/?window=0")
    ready(page, "#map .scatterlayer path.point")
    page.wait_for_function(f"() => ({PAINTED})()[0] > 200")
    singapore = page.evaluate(MARKS)[0].index("SGP")
    page.locator("#map .scatterlayer path.point").nth(singapore).click(force=True)
    address_has(page, "country=SG")
    page.wait_for_function("() => document.querySelector('main').innerText.includes('Singapore, year by year')")


def test_the_link_in_the_footer_and_the_navigation_keep_the_view(page, known):
    page.goto("/?window=1&measure=international_share&country=FR")
    ready(page)
    link = page.get_attribute("#permalink", "href")
    assert parse("/", urlsplit(link).query, known).measure == "international_share"
    page.click("nav >> text=Institution")
    address_has(page, "/institution")
    assert query(page)["window"] == "1"
    assert query(page)["country"] == "FR"


def test_an_institution_leads_from_its_figures_to_affiliation_strings_and_the_listing(page, db):
    unit = most_exposed(db)
    page.goto("/institution?institution={institution_id}&profile={profile_id}&variant={variant}".format(**unit))
    page.wait_for_selector("#evidence-works .ag-row", state="attached")
    page.locator("#evidence-works").scroll_into_view_if_needed()  # a grid out of sight shows no rows
    ready(page, "#evidence-works .ag-row")
    header = page.inner_text(".who")
    assert "SYNTHETIC" in header
    assert page.locator(".side.exposure dd strong").count() == page.locator(".side.openness dd strong").count()
    work = page.inner_text("#evidence-works .ag-row[row-index='0'] [col-id='work_id']")
    page.click("#evidence-works .ag-row[row-index='0'] [col-id='year']")
    page.wait_for_selector("#evidence-affiliations .ag-row")
    found = queries.evidence(db, unit["profile_id"], unit["variant"], work)
    shown = page.inner_text("#evidence-affiliations")
    assert found[0]["affiliation_string"][:30] in shown
    assert found[0]["name_as_listed"] in shown
    source = page.locator("#evidence-affiliations [col-id='list_title'] a").first
    assert source.get_attribute("href") == found[0]["source_url"]


def test_an_institution_is_found_by_typing_part_of_its_name(page, db):
    page.goto("/institution")
    ready(page)
    wanted = db.rows("select * from out_institution order by works, institution_id limit 1")[0]
    page.click("#institution")
    page.keyboard.type(wanted["institution_name"][:40])
    page.locator(".dash-dropdown-option", has_text=wanted["institution_name"]).first.click()
    address_has(page, f"institution={wanted['institution_id']}")
    page.wait_for_selector(".who")
    assert wanted["institution_name"] in page.inner_text(".who")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/?technology=phlogiston", "has no technology “phlogiston”"),
        ("/?year=soon", "“soon” is not a number"),
        ("/institution?institution=I0", "has no institution “I0”"),
        ("/nowhere", "no page “/nowhere”"),
    ],
)
def test_a_wrong_address_gets_one_sentence_and_no_figures(page, path, words):
    page.goto(path)
    page.wait_for_selector(".say")
    assert words in page.inner_text(".say")
    assert page.locator("main > *").count() == 1
    assert page.locator("main .js-plotly-plot").count() == 0


def test_lists_and_methods_are_laid_open(page, db):
    page.goto("/methods")
    ready(page)
    text = page.inner_text("main")
    for row in queries.catalogue(db)["lists"]:
        assert row["title"] in text
    for row in queries.catalogue(db)["methods"]:
        assert page.locator(f"#method-{row['method_id']}").count() == 1
    assert queries.run(db)["tables_hash"][:12] in text
