namespace EdgeKube.Link.Frames;

/// <summary>
/// Puts chunked messages together. It holds only bytes that really came, never what a peer announced: when they get too many, or
/// too many messages are begun, the oldest begun message gives way (its sender asks again and repeats it).
/// </summary>
internal sealed class Assembler(LinkLimits limits)
{
    private readonly List<Assembly> _assemblies = [];
    private long _held;

    public int Held => (int)_held;

    public void Clear()
    {
        _assemblies.Clear();
        _held = 0;
    }

    /// <summary>Takes a piece; returns the message when it was the last one missing.</summary>
    public byte[]? Add(Frame.Chunk chunk)
    {
        var assembly = _assemblies.Find(a => a.MessageId == chunk.MessageId);
        if (assembly is null)
        {
            assembly = new(chunk.MessageId, chunk.Count, chunk.Total);
            _assemblies.Add(assembly);
        }
        else if (assembly.Count != chunk.Count || assembly.Total != chunk.Total)
        {
            throw new LinkProtocolException("chunk of another message");
        }

        if (assembly.Pieces.TryAdd(chunk.Index, chunk.Bytes))
        {
            _held += chunk.Bytes.Length;
        }

        if (assembly.Pieces.Count < assembly.Count)
        {
            DropOldest(assembly);
            return null;
        }

        Remove(assembly);
        return assembly.Join();
    }

    private void DropOldest(Assembly keep)
    {
        while (_assemblies.Count > limits.MaxAssemblies || _held > limits.MaxMessage)
        {
            var oldest = _assemblies.Find(a => a != keep);
            if (oldest is null)
            {
                return;
            }

            Remove(oldest);
        }
    }

    private void Remove(Assembly assembly)
    {
        _assemblies.Remove(assembly);
        _held -= assembly.Pieces.Values.Sum(p => (long)p.Length);
    }

    private sealed record Assembly(uint MessageId, int Count, int Total)
    {
        public Dictionary<int, ReadOnlyMemory<byte>> Pieces { get; } = [];

        public byte[] Join()
        {
            var message = new byte[Total];
            var at = 0;
            for (var i = 0; i < Count; i++)
            {
                Pieces[i].CopyTo(message.AsMemory(at));
                at += Pieces[i].Length;
            }

            return message;
        }
    }
}
