namespace EdgeKube.Agent.Images;

/// <summary>An image archive cannot be used; the runtime holds what it held before.</summary>
internal sealed class ImageArchiveException(string message, Exception? inner = null) : Exception(message, inner);
