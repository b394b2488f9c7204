using EdgeKube.Agent.Protos;

namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>A remote method: its path (<c>/package.Service/Method</c>) and a new, empty answer to read into.</summary>
internal sealed record GrpcMethod<TRequest, TResponse>(string Path, Func<TResponse> NewResponse)
    where TRequest : class, IRequestMessage
    where TResponse : class, IResponseMessage;
