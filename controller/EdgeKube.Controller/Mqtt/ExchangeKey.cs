namespace EdgeKube.Controller.Mqtt;

/// <summary>Correlation data is the client's own: two sessions of a user may use the same.</summary>
internal readonly record struct ExchangeKey(IUserSession Session, string Correlation);
