namespace EdgeKube.Agent.Systemd;

/// <summary>A message that has come. Descriptors in it are open for as long as it is.</summary>
internal sealed class BusMessage(nint handle) : IDisposable
{
    /// <summary>The signal's argument, a boolean; null when this is another message.</summary>
    public bool? FindFlag(string @interface, string signal) =>
        SdBus.IsSignal(handle, @interface, signal) > 0 && SdBus.ReadNumber(handle, (byte)'b', out var value) > 0 ? value != 0 : null;

    public void Dispose() => SdBus.Release(handle);
}
