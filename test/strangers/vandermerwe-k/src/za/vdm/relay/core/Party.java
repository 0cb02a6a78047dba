package za.vdm.relay.core;

/** The two parties of the protocol. */
public enum Party { X, Y }
