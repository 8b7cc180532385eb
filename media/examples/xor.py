# Exclusive or: 1 where one of two inputs is 1, but not both. No single layer can
# tell that; two layers of sigmoids learn it. The timeline in the graph panel has
# the loss of all 60 epochs, and what the optimizer's step did to each weight.
import torch
from torch import nn

torch.manual_seed(1)

x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
target = torch.tensor([[0.0], [1.0], [1.0], [0.0]])


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 3)
        self.output = nn.Linear(3, 1)

    def forward(self, x):
        h = torch.sigmoid(self.hidden(x))
        return torch.sigmoid(self.output(h))


net = Network()
optimizer = torch.optim.Adam(net.parameters(), lr=0.2)

for epoch in range(60):
    prediction = net(x)
    loss = ((prediction - target) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 10 == 9:
        print(f"epoch {epoch + 1}: loss {loss.item():.4f}")

print(net(x).detach().round())  # 0, 1, 1, 0
