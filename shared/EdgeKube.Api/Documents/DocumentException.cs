namespace EdgeKube.Api;

/// <summary>Ends the reading of a document from any depth; never leaves this folder.</summary>
internal sealed class DocumentException(string message) : Exception(message);
