/** Tests of what is known of models. Start at {@link poegateway.catalog.CatalogTest}. */
@NullMarked
package poegateway.catalog;

import org.jspecify.annotations.NullMarked;
