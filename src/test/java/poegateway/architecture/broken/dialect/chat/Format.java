package poegateway.architecture.broken.dialect.chat;

public class Format {}
