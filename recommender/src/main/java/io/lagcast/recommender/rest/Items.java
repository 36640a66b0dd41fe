package io.lagcast.recommender.rest;

import java.util.List;

/**
 * A list as a JSON object, so that fields can be added to it later.
 *
 * @param items the list
 */
record Items<T>(List<T> items) {

    Items {
        items = List.copyOf(items);
    }
}
