namespace EdgeKube.Controller.Store;

/// <param name="Value">The new value, or null to delete the key.</param>
internal readonly record struct StoreWrite(string Key, ReadOnlyMemory<byte>? Value, bool IsVolatile);
