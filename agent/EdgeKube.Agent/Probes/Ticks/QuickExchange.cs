using System.Net;
using System.Net.Sockets;

namespace EdgeKube.Agent.Probes.Ticks;

/// <summary>One connection, one question and the head of its answer, step by step and never waiting. Used by one thread.</summary>
internal sealed class QuickExchange(IPAddress address, int port, byte[] question)
{
    // Longer heads are read by the prober itself.
    private const int MaxQuickHead = 1024;

    // The tick's thread goes on with whoever waits for it.
    private readonly TaskCompletionSource<QuickAnswer> _answer = new();
    private readonly byte[] _head = new byte[question.Length == 0 ? 0 : MaxQuickHead];
    private int _file = -1;
    private int _length;
    private int _error;
    private bool _isConnected;
    private bool _isDone;

    public Task<QuickAnswer> Answer => _answer.Task;

    public bool IsPending => !_isDone && _error == 0 && _file >= 0 && (!_isConnected || _length < _head.Length);

    public PollEntry Poll => new() { File = _file, Wanted = _isConnected ? NativeSockets.Readable : NativeSockets.Writable };

    public void Connect()
    {
        var file = NativeSockets.Connect(address, port);
        (_file, _error) = file < 0 ? (-1, -file) : (file, 0);
    }

    /// <summary>Goes on after the kernel said that something can be done.</summary>
    public void Step()
    {
        if (_isConnected)
        {
            Read();
            return;
        }

        _error = NativeSockets.ErrorOf(_file);
        _isConnected = _error == 0;
        _isDone = _isConnected && question.Length == 0;
        if (!_isConnected || _isDone)
        {
            return;
        }

        // A socket that is new takes a question whole.
        var sent = NativeSockets.Send(_file, question);
        _error = sent == question.Length ? 0 : sent < 0 ? -sent : 32;
    }

    /// <summary>Says how far it came. Whoever waits goes on within this call.</summary>
    public void Tell()
    {
        var mayGoOn = _isConnected && !_isDone && _error == 0;
        var rest = mayGoOn ? new Socket(new SafeSocketHandle(_file, ownsHandle: true)) : null;
        if (!mayGoOn && _file >= 0)
        {
            NativeSockets.Close(_file);
        }

        _file = -1;
        _answer.SetResult(new QuickAnswer(_head[.._length], _error == 0 ? null : NativeSockets.ErrorFor(_error), _isConnected, _isDone, rest));
    }

    private void Read()
    {
        var count = NativeSockets.Receive(_file, _head.AsSpan(_length));
        if (NativeSockets.IsWouldBlock(count))
        {
            return;
        }

        _error = count < 0 ? -count : 0;
        _length += Math.Max(count, 0);
        _isDone = count == 0 || HttpAnswer.IsWhole(_head.AsSpan(0, _length));
    }
}
