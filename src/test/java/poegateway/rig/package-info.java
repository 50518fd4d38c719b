/** What end-to-end tests stand on: a gateway and a simulated Poe on free ports, time in the test's hand, and a check after
 * every test that nothing leaked.
 *
 * <p>Used by tests alone. Start at {@link poegateway.rig.GatewayTest}.
 */
@NullMarked
package poegateway.rig;

import org.jspecify.annotations.NullMarked;
