namespace EdgeKube.Controller.Store;

/// <summary>A sealed value cannot be opened: its key is missing, or it was changed.</summary>
internal sealed class StoreSealException(string message) : Exception(message);
