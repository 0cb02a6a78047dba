package edu.csumb.cst311.common;

/** Constants of both programs. */
public final class Config {
    public static final int PORT = 20311;
    public static final String DEFAULT_HOST = "10.0.0.1";
    private Config() { }
}
