package poegateway.architecture.broken.simulator;

import poegateway.architecture.broken.simulator.chat.ChatChunk;

/** Allowed: the simulator itself joins its surfaces. */
public class OffersChat {
    final ChatChunk chunk = new ChatChunk();
}
