/**
 * What the models of Poe are: their names in any spelling, what they take and give, and which parameters they declare. All of
 * it is at hand at any time; nobody waits for Poe.
 *
 * <p>Start at {@link poegateway.catalog.CurrentCatalog} and {@link poegateway.catalog.Catalog}.
 */
@NullMarked
package poegateway.catalog;

import org.jspecify.annotations.NullMarked;
