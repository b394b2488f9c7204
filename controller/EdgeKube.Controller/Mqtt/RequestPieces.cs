namespace EdgeKube.Controller.Mqtt;

/// <summary>
/// Requests that come in pieces: all but the last message of one are marked <c>continued</c>, and all have the same correlation data.
/// What an identity has begun is bounded, in number and in bytes.
/// </summary>
internal sealed class RequestPieces(DoorLimits limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ExchangeKey, MemoryStream> _begun = [];

    /// <summary>Keeps a piece; false when there is no room for it, and what was kept of its request is forgotten.</summary>
    public bool TryAdd(ExchangeKey key, ReadOnlyMemory<byte> piece)
    {
        lock (_lock)
        {
            if (!_begun.TryGetValue(key, out var pieces))
            {
                if (_begun.Count >= limits.RequestsInPieces)
                {
                    return false;
                }

                _begun[key] = pieces = new MemoryStream();
            }

            if (pieces.Length + piece.Length > limits.RequestBytes)
            {
                _begun.Remove(key);
                return false;
            }

            pieces.Write(piece.Span);
            return true;
        }
    }

    /// <summary>The whole body, with its last piece.</summary>
    public ReadOnlyMemory<byte> Complete(ExchangeKey key, ReadOnlyMemory<byte> last)
    {
        lock (_lock)
        {
            if (!_begun.Remove(key, out var pieces))
            {
                return last;
            }

            // Past the cap the pipeline refuses it in its own words.
            pieces.Write(last.Span);
            return pieces.ToArray();
        }
    }

    public void Forget(IUserSession session)
    {
        lock (_lock)
        {
            foreach (var key in _begun.Keys.Where(key => key.Session.Equals(session)).ToArray())
            {
                _begun.Remove(key);
            }
        }
    }
}
