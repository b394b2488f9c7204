namespace EdgeKube.Controller.Store;

/// <summary>The disk did not take a write, or the store is closing. Nothing changed; reads and watches go on, and so do writes once the cause is gone.</summary>
internal sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
