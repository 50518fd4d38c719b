/**
 * Holds openapi.yaml to itself and to the routes.
 *
 * <p>Start at {@link poegateway.openapi.OpenApiDocument}.
 */
@NullMarked
package poegateway.openapi;

import org.jspecify.annotations.NullMarked;
