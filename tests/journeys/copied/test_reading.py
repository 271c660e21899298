"""The readers' journeys once more, on copies that nginx serves; those that need the server are named, and why."""

import pytest

from tests.journeys import (
    test_chain_journey,
    test_compare_journey,
    test_follow_journey,
    test_narrow,
    test_preferences,
    test_reading_order,
    test_search_journey,
    test_silence_journey,
    test_vote_journey,
)
from tests.journeys.test_chain_journey import (  # noqa: F401  they run here as well
    test_journalist_takes_an_answer_home_with_one_click,
    test_reader_goes_from_a_measure_to_its_candidate_his_answer_and_back,
    test_table_of_questions_follows_the_reader,
    test_where_the_clipboard_is_closed_the_words_are_selected,
    test_without_a_script_the_slip_holds_the_quote_and_no_dead_button_is_shown,
)
from tests.journeys.test_compare_journey import (  # noqa: F401
    test_answer_leads_to_others_on_the_same_question,
    test_list_is_read_by_name_and_keeps_its_order_in_another_language,
    test_voter_reads_all_answers_to_one_question_and_goes_to_the_very_one,
)
from tests.journeys.test_follow_journey import (  # noqa: F401
    test_journalist_finds_the_press_kit_from_any_page,
    test_page_is_sent_on_in_the_campaign_and_not_in_the_silence,
)
from tests.journeys.test_preferences import (  # noqa: F401
    test_labels_are_as_strong_as_text_where_more_contrast_is_asked,
    test_mark_is_set_down_once_and_stands_still_where_motion_is_not_wanted,
    test_present_section_is_marked_in_the_systems_own_colours,
    test_squares_and_rules_are_seen_in_the_systems_own_colours,
)
from tests.journeys.test_reading_order import (  # noqa: F401
    test_every_page_is_told_in_order,
    test_words_of_another_language_say_so,
    window,
)
from tests.journeys.test_vote_journey import (  # noqa: F401
    test_after_the_vote_the_result_is_the_poster_and_the_annulled_vote_is_still_found,
    test_on_voting_day_the_hours_lead_and_nothing_calls_for_the_party,
    test_open_page_counts_on_in_the_same_place,
    test_telephone_whose_clock_is_wrong_keeps_the_words_of_the_server,
    test_voter_finds_number_day_hours_and_steps_and_takes_the_dates_along,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

READERS = (
    test_chain_journey,
    test_compare_journey,
    test_follow_journey,
    test_narrow,
    test_preferences,
    test_reading_order,
    test_search_journey,
    test_silence_journey,
    test_vote_journey,
)
SEARCHING = "searching needs the database; a copy says that it is off"
COMPARING = "comparing is off in a copy, and so is finding a name on the list"
PUBLISHING = "something is published on the way, which a copy does not do"
DEMO_BAR = "a copy has no bar of the demo, and its addresses that are off answer 200; every other page is looked at"
NEED_THE_SERVER = {
    "test_voter_finds_a_name_and_compares_it_with_another": COMPARING,
    "test_corrected_page_leads_to_the_register_and_renews_its_feed_entry": PUBLISHING,
    "test_nothing_runs_out_of_the_side_or_is_cut_off": DEMO_BAR,
    "test_page_is_heard_in_the_order_of_its_story": DEMO_BAR,
    "test_suggestion_is_chosen_with_the_arrow_and_opened_with_enter": SEARCHING,
    "test_enter_sends_what_was_typed_while_suggestions_are_shown": SEARCHING,
    "test_escape_closes_the_list_and_leaves_the_words": SEARCHING,
    "test_open_suggestions_hold_for_axe": SEARCHING,
    "test_search_needs_no_script": SEARCHING,
    "test_five_ways_are_refused_and_two_people_publish": PUBLISHING,
    "test_a_reader_on_a_phone_finds_how_to_vote_where_the_campaign_is_hidden": PUBLISHING,
}


def test_of_every_readers_journey_it_is_decided_whether_a_copy_can_be_read_so():
    journeys = {name for module in READERS for name in vars(module) if name.startswith("test_")}

    assert {name for name in journeys if name in globals()} | NEED_THE_SERVER.keys() == journeys
    assert not NEED_THE_SERVER.keys() & globals().keys()


@pytest.mark.parametrize("journey", NEED_THE_SERVER)
def test_journey_that_needs_the_server_is_left_out(journey):
    pytest.skip(f"not on a copy: {journey} ({NEED_THE_SERVER[journey]})")
