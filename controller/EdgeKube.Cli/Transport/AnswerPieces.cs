using System.Buffers;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Transport;

/// <summary>Puts together what the server sends in several messages.</summary>
internal sealed class AnswerPieces(long maxBytes)
{
    private ArrayBufferWriter<byte>? _begun;

    /// <summary>The part that the message completes; null when more of it is to come.</summary>
    /// <exception cref="TransportException">It becomes too large.</exception>
    public ApiReply? Add(MqttMessage message)
    {
        var isContinued = message.FindUserProperty("continued") == "true";
        if (_begun is null && !isContinued)
        {
            return ApiReply.Of(message, message.Payload);
        }

        _begun ??= new ArrayBufferWriter<byte>();
        if (_begun.WrittenCount + message.Payload.Length > maxBytes)
        {
            throw new TransportException($"the answer is larger than {maxBytes >> 20} MiB");
        }

        _begun.Write(message.Payload.Span);
        if (isContinued)
        {
            return null;
        }

        var whole = _begun.WrittenMemory;
        _begun = null;
        return ApiReply.Of(message, whole);
    }
}
