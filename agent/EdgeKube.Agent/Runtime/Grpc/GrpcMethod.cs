using Google.Protobuf;

namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>A remote method: its path (<c>/package.Service/Method</c>) and how its answers are read.</summary>
internal sealed record GrpcMethod<TRequest, TResponse>(string Path, MessageParser<TResponse> Responses)
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>;
