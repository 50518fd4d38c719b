package poegateway.architecture.broken.simulator.models;

import poegateway.architecture.broken.simulator.chat.ChatChunk;

public class WritesChunks {
    final ChatChunk chunk = new ChatChunk();
}
