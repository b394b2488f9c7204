using EdgeKube.Controller.Mqtt.Records;

namespace EdgeKube.Controller.Mqtt;

/// <summary>An exchange under way: ended by CANCEL, by the end of its connection, or by itself.</summary>
internal sealed class OpenExchange(UserConnections owner, ExchangeKey? key, CancellationToken connectionEnded) : IDisposable
{
    private readonly CancellationTokenSource _cancelled = CancellationTokenSource.CreateLinkedTokenSource(connectionEnded);
    private bool _isStream;

    public ExchangeKey? Key => key;

    /// <summary>Fires when the client has cancelled, or is gone.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Fires when the client is gone.</summary>
    public CancellationToken ConnectionEnded => connectionEnded;

    /// <summary>What the client sends to a stream both ways; null for any other exchange.</summary>
    public ExchangeInput? Input { get; init; }

    /// <summary>Counts as a stream from now on; false when there are too many.</summary>
    public bool TryBecomeStream() => _isStream = owner.TryTakeStream();

    public void Cancel()
    {
        try
        {
            _cancelled.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    public void Dispose()
    {
        owner.Close(this, _isStream);
        _cancelled.Dispose();
    }
}
