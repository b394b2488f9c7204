namespace EdgeKube.Api;

/// <summary>Bytes that are not what they should be; never leaves the folder.</summary>
internal sealed class ProtobufException(string message) : Exception(message);
