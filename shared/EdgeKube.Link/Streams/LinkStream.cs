namespace EdgeKube.Link.Streams;

/// <summary>An open stream: bytes may go both ways.</summary>
internal sealed record LinkStream(StreamSender Sender, StreamReceiver Receiver);
