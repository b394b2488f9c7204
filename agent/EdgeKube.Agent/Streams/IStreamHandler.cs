using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Streams;

/// <summary>Serves streams of one kind.</summary>
internal interface IStreamHandler
{
    /// <summary>Runs until the stream is over, and says why it is. Throws <see cref="IOException"/> or a runtime's exception when it cannot go on.</summary>
    Task<StreamEnd> RunAsync(IReadOnlyDictionary<string, string> arguments, INodeStream stream);
}
