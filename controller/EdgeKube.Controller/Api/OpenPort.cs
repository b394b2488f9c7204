namespace EdgeKube.Controller.Api;

/// <summary>Connects to a port of the pod that a request is about.</summary>
internal delegate Task<ApiResult<IPodStream>> OpenPort(int port, CancellationToken cancellationToken);
