namespace EdgeKube.Controller.Store;

/// <param name="Value">The new value, or null to delete the key.</param>
/// <param name="Entered">Told of the entry before anybody else can see it; it may yet come to nothing, when the disk does not take it.</param>
internal readonly record struct StoreWrite(string Key, ReadOnlyMemory<byte>? Value, bool IsVolatile, Action<StoreEntry>? Entered = null);
