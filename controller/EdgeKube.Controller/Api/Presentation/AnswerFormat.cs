namespace EdgeKube.Controller.Api;

/// <summary>How an answer is written.</summary>
internal enum AnswerFormat
{
    Json,
    Yaml,

    /// <summary>Kubernetes' protobuf; whole objects only.</summary>
    Protobuf,
}
