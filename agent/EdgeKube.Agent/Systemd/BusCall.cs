namespace EdgeKube.Agent.Systemd;

/// <summary>A call that is being written.</summary>
internal sealed class BusCall(nint handle)
{
    public void Text(string text) => Check(SdBus.AppendText(handle, (byte)'s', text));

    public void Flag(bool flag) => Check(SdBus.AppendNumber(handle, (byte)'b', flag ? 1 : 0));

    public void Number(ulong number) => Check(SdBus.AppendLong(handle, (byte)'t', number));

    /// <param name="type">a for an array, r for a structure, v for a variant.</param>
    /// <param name="contents">The signature of what is in it.</param>
    public void Open(char type, string contents) => Check(SdBus.OpenContainer(handle, (byte)type, contents));

    public void Close() => Check(SdBus.CloseContainer(handle));

    private static void Check(int result)
    {
        if (result < 0)
        {
            throw new InvalidOperationException($"A D-Bus call was written wrongly (error {-result})");
        }
    }
}
